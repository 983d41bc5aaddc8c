from inkdigits.leaderboard.rows._all import FAMILIES as FAMILIES
from inkdigits.leaderboard.rows._all import ROWS as ROWS
from inkdigits.leaderboard.rows._row import Row as Row
