"""PPI Indonesia 2010: the points of the scorecard and what each score says.

Source: Progress out of Poverty Index (PPI) for Indonesia 2010, scorecard and look-up table by
M. Schreiner (Microfinance Risk Management); the figures under the MIT licence. The questions are
worded in the instrument `ppi_indonesia_2010`; the letters here are its choices.
"""

from collections.abc import Mapping

POINTS: Mapping[str, Mapping[str, int]] = {
    "q1": {"A": 0, "B": 5, "C": 11, "D": 18, "E": 24, "F": 37},  # members of the household
    "q2": {"A": 0, "B": 0, "C": 2},  # all of 6 to 18 years at school
    # education of the female head or spouse
    "q3": {"A": 0, "B": 3, "C": 4, "D": 4, "E": 4, "F": 6, "G": 18},
    "q4": {"A": 0, "B": 0, "C": 1, "D": 3, "E": 3, "F": 6},  # work of the male head or spouse
    "q5": {"A": 0, "B": 5},  # floor
    "q6": {"A": 0, "B": 1, "C": 4},  # toilet
    "q7": {"A": 0, "B": 5},  # cooking fuel
    "q8": {"A": 0, "B": 6},  # gas cylinder of 12 kg or more
    "q9": {"A": 0, "B": 8},  # refrigerator or freezer
    "q10": {"A": 0, "B": 9},  # motorcycle, scooter or motor boat
}

LINES = (
    "nl100",
    "nl150",
    "nl200",
    "usaid_extreme",
    "ppp125_2005",
    "ppp250_2005",
    "legacy2007_nl100",
    "legacy2007_ppp125",
    "legacy2007_ppp250",
    "ppp190_2011",
    "ppp310_2011",
)

# Per cent of households below each of LINES, in its order, by the lowest score of a band; a band
# ends below the next, the last at 100.
LIKELIHOODS: Mapping[int, str] = {
    0: "66.3 96.1 99.0 49.8 74.2 99.6 53.5 77.4 99.5 52.5 94.9",
    5: "60.0 93.3 98.3 38.4 68.9 99.0 44.3 72.1 99.0 43.0 92.1",
    10: "48.4 87.9 97.0 28.3 57.7 98.3 33.9 61.8 98.5 31.9 85.9",
    15: "34.1 81.8 95.1 18.0 45.5 96.5 22.3 49.9 97.0 20.1 78.7",
    20: "25.2 76.2 93.4 12.6 35.3 95.2 15.6 40.1 95.6 14.2 72.1",
    25: "17.3 65.5 88.1 7.3 24.7 91.5 9.6 28.8 92.0 8.6 60.6",
    30: "10.3 54.0 82.6 4.0 16.2 87.7 5.3 19.7 88.2 4.7 48.9",
    35: "5.8 40.7 72.9 1.9 9.4 79.7 2.6 12.0 80.8 2.3 35.5",
    40: "3.2 27.9 60.6 1.1 5.3 68.4 1.4 6.8 69.6 1.2 23.7",
    45: "1.4 17.4 46.1 0.5 2.6 54.7 0.7 3.5 56.2 0.6 14.3",
    50: "0.6 9.9 32.4 0.1 1.3 40.1 0.3 1.7 42.0 0.2 7.8",
    55: "0.2 5.2 20.7 0.0 0.5 26.9 0.1 0.9 28.3 0.1 4.1",
    60: "0.1 2.9 12.8 0.0 0.1 17.6 0.1 0.4 19.4 0.0 2.4",
    65: "0.0 1.3 6.4 0.0 0.1 9.1 0.0 0.1 10.7 0.0 1.1",
    70: "0.0 0.9 4.8 0.0 0.0 6.9 0.0 0.1 8.1 0.0 0.6",
    75: "0.0 0.4 2.5 0.0 0.0 3.7 0.0 0.1 4.0 0.0 0.4",
    80: "0.0 0.2 0.2 0.0 0.0 0.2 0.0 0.0 1.3 0.0 0.1",
    85: "0.0 0.0 0.0 0.0 0.0 0.0 0.0 0.0 0.0 0.0 0.0",
    90: "0.0 0.0 0.0 0.0 0.0 0.0 0.0 0.0 0.0 0.0 0.0",
    95: "0.0 0.0 0.0 0.0 0.0 0.0 0.0 0.0 0.0 0.0 0.0",
}
