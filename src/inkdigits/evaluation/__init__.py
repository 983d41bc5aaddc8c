from inkdigits.evaluation._calibration import ReliabilityBin as ReliabilityBin
from inkdigits.evaluation._calibration import (
    expected_calibration_error as expected_calibration_error,
)
from inkdigits.evaluation._calibration import reliability_bins as reliability_bins
from inkdigits.evaluation._confusion import draw_confusion_matrix as draw_confusion_matrix
from inkdigits.evaluation._curves import History as History
from inkdigits.evaluation._curves import best_epoch as best_epoch
from inkdigits.evaluation._curves import draw_training_curves as draw_training_curves
from inkdigits.evaluation._evaluation import Evaluation as Evaluation
from inkdigits.evaluation._evaluation import evaluate as evaluate
from inkdigits.evaluation._evaluation import evaluate_recognizer as evaluate_recognizer
from inkdigits.evaluation._evaluation import require_labels as require_labels
from inkdigits.evaluation._folder import write_evaluation as write_evaluation
from inkdigits.evaluation._intervals import wilson as wilson
from inkdigits.evaluation._metrics import ClassScores as ClassScores
from inkdigits.evaluation._metrics import Confusion as Confusion
from inkdigits.evaluation._metrics import class_scores as class_scores
from inkdigits.evaluation._metrics import confusion_matrix as confusion_matrix
from inkdigits.evaluation._metrics import log_loss as log_loss
from inkdigits.evaluation._metrics import most_confused as most_confused
from inkdigits.evaluation._metrics import top_accuracy as top_accuracy
from inkdigits.evaluation._mistakes import draw_worst_mistakes as draw_worst_mistakes
from inkdigits.evaluation._mistakes import worst_mistakes as worst_mistakes
from inkdigits.evaluation._reliability import draw_reliability as draw_reliability
from inkdigits.evaluation._report import ReportFigure as ReportFigure
from inkdigits.evaluation._report import write_report as write_report
