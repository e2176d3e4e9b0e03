"""Instruments of surveys as XLSForm workbooks, which ODK Collect and KoboCollect understand too."""
