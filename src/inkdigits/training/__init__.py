from inkdigits.training._environment import describe_environment as describe_environment
from inkdigits.training._estimator import DigitClassifier as DigitClassifier
from inkdigits.training._progress import EpochRow as EpochRow
from inkdigits.training._progress import TrainingProgress as TrainingProgress
from inkdigits.training._run import Run as Run
from inkdigits.training._run import load_run as load_run
from inkdigits.training._train import resume as resume
from inkdigits.training._train import train as train
