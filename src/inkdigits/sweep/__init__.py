"""The search for better settings of a model: trials by Optuna, chosen on digits held out."""

from inkdigits.sweep._importance import find_importance as find_importance
from inkdigits.sweep._page import counts_in_words as counts_in_words
from inkdigits.sweep._question import Sweep as Sweep
from inkdigits.sweep._question import begin_sweep as begin_sweep
from inkdigits.sweep._question import check_vary as check_vary
from inkdigits.sweep._results import Results as Results
from inkdigits.sweep._search import run_trials as run_trials
from inkdigits.sweep._trial import Trial as Trial
from inkdigits.sweep._trial import best_of as best_of
from inkdigits.sweep._vary import in_words as in_words
from inkdigits.sweep._winner import Winner as Winner
from inkdigits.sweep._winner import train_winner as train_winner
from inkdigits.sweep._write import write_results as write_results
