"""Django's settings: a server on this machine for its runner. Reading them touches no file."""

from pathlib import Path

from django.utils.functional import SimpleLazyObject

from uncramp.logbook.databases import default_database
from uncramp.logbook.home import data_home, secret_key
from uncramp.web.pages import PAGES

UNCRAMP_HOME = data_home()
SECRET_KEY = SimpleLazyObject(lambda: secret_key(data_home()))

INSTALLED_APPS = [
    "django.contrib.staticfiles",
    "uncramp.logbook",
    "uncramp.web",
    *(f"uncramp.web.pages.{page}" for page in PAGES),
]
ROOT_URLCONF = "uncramp.web.urls"
WSGI_APPLICATION = "uncramp.web.wsgi.application"

DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
DATABASES = {"default": default_database(UNCRAMP_HOME)}

ALLOWED_HOSTS = ["127.0.0.1", "localhost", "[::1]"]
CSRF_COOKIE_HTTPONLY = True
X_FRAME_OPTIONS = "DENY"
FILE_UPLOAD_HANDLERS = ["django.core.files.uploadhandler.MemoryFileUploadHandler"]  # the imports alone go to disk
FILE_UPLOAD_MAX_MEMORY_SIZE = 64 * 1024  # and what is larger is dropped
DATA_UPLOAD_MAX_NUMBER_FILES = 20_000  # a folder of ten years
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "uncramp.web.security.security_headers",
    "uncramp.web.failures.FailuresInWords",
]

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {"context_processors": ["uncramp.web.menu.menu"]},
    }
]
STATIC_URL = "static/"
WHITENOISE_USE_FINDERS = True  # an installed package needs no collectstatic
WHITENOISE_ALLOW_ALL_ORIGINS = False

USE_TZ = True
TIME_ZONE = "UTC"
LANGUAGE_CODE = "en"
LOCALE_PATHS = [Path(__file__).parents[1] / "presentation" / "locale"]

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "handlers": {"stderr": {"class": "logging.StreamHandler"}},
    "root": {"handlers": ["stderr"], "level": "WARNING"},
}
