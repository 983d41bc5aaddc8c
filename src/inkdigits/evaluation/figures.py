"""The pictures and the report; apart from the figures in numbers, because they need matplotlib."""

from inkdigits.evaluation.pictures._confusion import draw_confusion_matrix as draw_confusion_matrix
from inkdigits.evaluation.pictures._curves import History as History
from inkdigits.evaluation.pictures._curves import best_epoch as best_epoch
from inkdigits.evaluation.pictures._curves import draw_training_curves as draw_training_curves
from inkdigits.evaluation.pictures._disagreements import disagreements as disagreements
from inkdigits.evaluation.pictures._disagreements import draw_disagreements as draw_disagreements
from inkdigits.evaluation.pictures._mistakes import draw_worst_mistakes as draw_worst_mistakes
from inkdigits.evaluation.pictures._mistakes import worst_mistakes as worst_mistakes
from inkdigits.evaluation.pictures._rejection_figure import draw_rejection as draw_rejection
from inkdigits.evaluation.pictures._reliability import draw_reliability as draw_reliability
from inkdigits.evaluation.pictures._shift_figure import draw_shift_curves as draw_shift_curves
from inkdigits.evaluation.pictures._suspects import draw_suspects as draw_suspects
from inkdigits.evaluation.report._audit_page import write_audit as write_audit
from inkdigits.evaluation.report._folder import write_evaluation as write_evaluation
from inkdigits.evaluation.report._mnist_c_section import (
    draw_mnist_c_section as draw_mnist_c_section,
)
from inkdigits.evaluation.report._rejection_section import (
    draw_rejection_section as draw_rejection_section,
)
from inkdigits.evaluation.report._report import ReportFigure as ReportFigure
from inkdigits.evaluation.report._report import ReportTable as ReportTable
from inkdigits.evaluation.report._report import write_report as write_report
from inkdigits.evaluation.report._shift_section import draw_shift_section as draw_shift_section
