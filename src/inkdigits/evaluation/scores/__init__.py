"""Numbers that answers and labels give: no model, no pictures."""
