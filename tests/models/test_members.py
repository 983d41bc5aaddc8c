from dataclasses import replace

from inkdigits.models import (
    ConvnetRecipe,
    ConvolutionLayers,
    Perceptron,
    find_member,
    member_recipes,
)

RECIPE = ConvnetRecipe("convnet-best", ConvolutionLayers(), epochs=1.5, members=5)


def test_members_are_of_one_kind_unless_they_shall_differ() -> None:
    assert member_recipes(RECIPE) == [RECIPE] * 5


def test_the_members_of_a_varied_ensemble_take_turns_in_four_kinds() -> None:
    varied = replace(RECIPE, varied=True)
    own, fine, broad, long, again = member_recipes(varied)
    assert own == again == varied
    assert len({member.net for member in (own, fine, broad)}) == 3
    assert (long.net, long.epochs, long.augmentation) == (own.net, 11.5, "strong")


def test_the_members_of_a_committee_see_digits_of_different_widths() -> None:
    recipe = ConvnetRecipe("dense", Perceptron(), epochs=1, members=9, varied=True)
    nets = [member.net for member in member_recipes(recipe)]
    assert [net.width for net in nets if isinstance(net, Perceptron)] == [
        0, 14, 18, 10, 16, 12, 20, 0, 14,
    ]  # fmt: skip


def test_epochs_are_counted_on_from_member_to_member() -> None:
    members = [replace(RECIPE, epochs=epochs) for epochs in (1.5, 1, 2)]
    found = [find_member(members, epoch) for epoch in range(5)]
    assert found == [(0, 0), (0, 1), (1, 0), (2, 0), (2, 1)]
