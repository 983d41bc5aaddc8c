from inkdigits.evaluation._calibration import ReliabilityBin as ReliabilityBin
from inkdigits.evaluation._calibration import (
    expected_calibration_error as expected_calibration_error,
)
from inkdigits.evaluation._calibration import reliability_bins as reliability_bins
from inkdigits.evaluation._comparison import Comparison as Comparison
from inkdigits.evaluation._comparison import compare_answers as compare_answers
from inkdigits.evaluation._comparison import mcnemar as mcnemar
from inkdigits.evaluation._comparison import paired_bootstrap as paired_bootstrap
from inkdigits.evaluation._evaluation import Evaluation as Evaluation
from inkdigits.evaluation._evaluation import evaluate as evaluate
from inkdigits.evaluation._evaluation import evaluate_recognizer as evaluate_recognizer
from inkdigits.evaluation._evaluation import require_labels as require_labels
from inkdigits.evaluation._intervals import wilson as wilson
from inkdigits.evaluation._metrics import ClassScores as ClassScores
from inkdigits.evaluation._metrics import Confusion as Confusion
from inkdigits.evaluation._metrics import class_scores as class_scores
from inkdigits.evaluation._metrics import confusion_matrix as confusion_matrix
from inkdigits.evaluation._metrics import log_loss as log_loss
from inkdigits.evaluation._metrics import most_confused as most_confused
from inkdigits.evaluation._metrics import top_accuracy as top_accuracy
from inkdigits.evaluation._mnist_c import MnistCScores as MnistCScores
from inkdigits.evaluation._mnist_c import evaluate_mnist_c as evaluate_mnist_c
from inkdigits.evaluation._rejection import Rejected as Rejected
from inkdigits.evaluation._rejection import RejectingModel as RejectingModel
from inkdigits.evaluation._rejection import Rejection as Rejection
from inkdigits.evaluation._rejection import evaluate_rejection as evaluate_rejection
from inkdigits.evaluation._rejection import rejection as rejection
from inkdigits.evaluation._shift_curves import ShiftCurve as ShiftCurve
from inkdigits.evaluation._shift_curves import ShiftCurves as ShiftCurves
from inkdigits.evaluation._shift_curves import ShiftPoint as ShiftPoint
from inkdigits.evaluation._shift_curves import evaluate_shifts as evaluate_shifts
from inkdigits.evaluation.shifts import SHIFTS as SHIFTS
from inkdigits.evaluation.shifts import Shift as Shift
