"""Delivery of alerts to people."""

from pipeline.notify.channels import ChannelNotifier
from pipeline.notify.message import clean, format_alert

__all__ = ["ChannelNotifier", "clean", "format_alert"]
