import jinja2


def page_templates(package: str) -> jinja2.Environment:
    """The templates of a package's page, with the reports' style beside them.

    Args:
        package: in whose folder they lie, such as "inkdigits.sweep".
    """
    places = [jinja2.PackageLoader(name, ".") for name in (package, "inkdigits.evaluation.report")]
    return jinja2.Environment(
        loader=jinja2.ChoiceLoader(places),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
