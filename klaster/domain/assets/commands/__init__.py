"""All that may be done with assets: stock, lots placed, shared assets, tagged animals, queues."""

from klaster.domain.assets.commands.herd import (
    NewAnimal,
    NewWaiting,
    animal_left,
    leave_queue,
    move_animal,
    queue_many,
    tag_many,
)
from klaster.domain.assets.commands.lots import (
    NewLot,
    NoSuchOrigin,
    end_lots,
    lot_id,
    pass_titles,
    record_lots,
    undo_lots,
)
from klaster.domain.assets.commands.reform import Receiver, WhichAnimals, hand_over_lots
from klaster.domain.assets.commands.shared import depreciate, months_left, share
from klaster.domain.assets.commands.stock import Purchase, buy, buy_many, take_from_stock

__all__ = [
    "NewAnimal",
    "NewLot",
    "NewWaiting",
    "NoSuchOrigin",
    "Purchase",
    "Receiver",
    "WhichAnimals",
    "animal_left",
    "buy",
    "buy_many",
    "depreciate",
    "end_lots",
    "hand_over_lots",
    "leave_queue",
    "lot_id",
    "months_left",
    "move_animal",
    "pass_titles",
    "queue_many",
    "record_lots",
    "share",
    "tag_many",
    "take_from_stock",
    "undo_lots",
]
