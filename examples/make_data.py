"""Write customers.csv: made-up customers of a made-up internet provider, the same on every run."""

from __future__ import annotations

import csv
import datetime
import math
import random
from collections.abc import Iterator
from pathlib import Path

CUSTOMERS = 420
SEED = 7
EXPORTED_ON = datetime.date(2024, 11, 3)
CITIES = ("Leeds", "Bristol", "york", "Cardiff ", "Glasgow", "Norwich")
CONTRACTS = ("monthly", "one year", "two years")
PAYMENTS = ("direct debit", "credit card", "invoice")
INTERNET = ("fibre", "dsl", "none")
PRICES = {"fibre": 52.0, "dsl": 31.0, "none": 12.0}


def customer(number: int, rng: random.Random) -> dict[str, object]:
    """One customer; whoever pays much, calls often and may leave every month, leaves more often."""
    contract = rng.choices(CONTRACTS, (55, 25, 20))[0]
    internet = rng.choices(INTERNET, (45, 40, 15))[0]
    payment = rng.choice(PAYMENTS)
    tenure = max(0, round(rng.expovariate(1 / (14 if contract == "monthly" else 34))))
    monthly = round(PRICES[internet] + rng.uniform(-6, 14), 2)
    calls = sum(rng.random() < 0.22 for _ in range(9))
    leaning = 0.5 * calls + 0.03 * monthly - 0.05 * tenure - 2.3
    leaning += {"monthly": 1.1, "one year": -0.4, "two years": -1.2}[contract]
    leaning += 0.6 if payment == "invoice" else 0.0
    left = rng.random() < 1 / (1 + math.exp(-leaning))
    signup = EXPORTED_ON - datetime.timedelta(days=30 * tenure + rng.randrange(28))
    return {
        "customer_id": f"C{number:05d}",
        "signup_date": signup.isoformat(),
        "age": "" if rng.random() < 0.06 else rng.randrange(18, 84),
        "city": rng.choice(CITIES),
        "contract": contract,
        "payment_method": payment,
        "internet": internet,
        "tenure": tenure,
        "monthly_charges": monthly,
        "total_charges": (
            " " if tenure == 0 else round(monthly * tenure * rng.uniform(0.96, 1.02), 2)
        ),
        "support_calls": calls,
        "churned": "Yes" if left else "No",
    }


def customers() -> Iterator[dict[str, object]]:
    """All rows, a few of them twice, as exports are."""
    rng = random.Random(SEED)
    for number in range(1, CUSTOMERS + 1):
        row = customer(number, rng)
        yield row
        if number % 70 == 0:
            yield row


def main() -> None:
    rows = list(customers())
    with open(Path(__file__).with_name("customers.csv"), "w", newline="", encoding="utf-8") as file:
        writer = csv.DictWriter(file, fieldnames=list(rows[0]), lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)


if __name__ == "__main__":
    main()
