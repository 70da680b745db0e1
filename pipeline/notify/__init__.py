"""Delivery of alerts to people and programs."""

from pipeline.notify.channels import ChannelNotifier, ChannelSettings
from pipeline.notify.cleaning import clean
from pipeline.notify.events import read_secrets
from pipeline.notify.message import format_alert, make_test_alert
from pipeline.notify.template import parse_template

__all__ = [
    "ChannelNotifier",
    "ChannelSettings",
    "clean",
    "format_alert",
    "make_test_alert",
    "parse_template",
    "read_secrets",
]
