"""What a report shows as pictures; they need matplotlib or Pillow."""
