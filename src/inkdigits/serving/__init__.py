from inkdigits.serving._app import create_app as create_app
from inkdigits.serving._server import listen as listen
from inkdigits.serving._server import make_server as make_server
from inkdigits.serving._server import serve as serve
from inkdigits.serving._settings import Settings as Settings
