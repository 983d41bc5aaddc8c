from inkdigits.data import Dataset
from inkdigits.evaluation import log_loss
from inkdigits.training._progress import EpochRow
from inkdigits.training.torch_engine._net import ConvnetNet


def watch(net: ConvnetNet, validation: Dataset | None) -> EpochRow:
    """What an epoch's row says of the validation part; nothing where there is none."""
    if validation is None or validation.labels is None:
        return {}
    probabilities = net.predict_proba(validation.images)
    accuracy = float((probabilities.argmax(axis=1) == validation.labels).mean())
    return {"val_loss": log_loss(probabilities, validation.labels), "val_accuracy": accuracy}
