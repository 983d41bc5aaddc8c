from inkdigits.recognizer._card import METADATA_KEY as METADATA_KEY
from inkdigits.recognizer._card import ModelCard as ModelCard
from inkdigits.recognizer._cpus import usable_cpus as usable_cpus
from inkdigits.recognizer._recognizer import DEFAULT_PATH as DEFAULT_PATH
from inkdigits.recognizer._recognizer import Recognizer as Recognizer
from inkdigits.recognizer._recognizer import load_recognizer as load_recognizer
