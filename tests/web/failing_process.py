"""A web process in which someone fails to sign in: `python failing_process.py <database> <times>`.

Prints whether a further attempt would be heard.
"""

import sys


def main(database: str, times: int) -> None:
    import django
    from django.db import connection

    django.setup()
    connection.settings_dict["NAME"] = database
    from klaster.web.sign_in import attempts

    for _ in range(times):
        attempts.failed("direktur", "192.0.2.1")
    print("closed" if attempts.are_too_many("direktur", "192.0.2.1") else "open")


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]))
