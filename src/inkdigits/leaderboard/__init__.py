from inkdigits.leaderboard._board import Board as Board
from inkdigits.leaderboard._board import Line as Line
from inkdigits.leaderboard._board import make_board as make_board
from inkdigits.leaderboard._choose import choose_rows as choose_rows
from inkdigits.leaderboard._measure import Measured as Measured
from inkdigits.leaderboard._measure import load_measured as load_measured
from inkdigits.leaderboard._measure import measure as measure
from inkdigits.leaderboard._write import write_board as write_board
