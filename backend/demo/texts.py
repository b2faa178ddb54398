"""The sentences of the demonstration: what people do, note, and call about."""

ACCOUNT = "Larkspur & Heron"
STORES = (ACCOUNT, "Gdynia showroom", "Online")
GROUPS = (
    ("Retail", None),
    ("Wholesale", 15),
    ("Trade", 10),
    ("Schools and museums", 12),
    ("Staff", 25),
)
USERS = (
    ("Robin Ashworth", "admin@demo.example", "crm_admin"),
    ("Agnieszka Lis", "agnieszka.lis@demo.example", "crm_manager"),
    ("Tomek Zając", "tomek.zajac@demo.example", "crm_sales"),
    ("Ngozi Eze", "ngozi.eze@demo.example", "crm_sales"),
    ("Léa Fournier", "lea.fournier@demo.example", "crm_marketeer"),
)
PROVIDERS = ("heronpost", "fernmail", "postbox", "lanternmail", "harbourmail", "quillpost")
INDUSTRIES = (
    "Joinery", "Bakery", "Boat building", "Textiles", "Food and drink", "Architecture", "Health",
    "Transport", "Books and paper", "Horticulture", "Ceramics", "Hospitality", "Metalwork",
)  # fmt: skip
JOBS = (
    "Purchasing", "Managing director", "Accounts", "Workshop manager", "Site manager", "Architect",
    "Reception", "Owner", "Head of logistics", "Curator", "Quality", "Apprentice",
)  # fmt: skip
PARTS = ("Client", "Architect", "Site manager", "Supplier", "Carpenter", "Advises on lighting")
EXTRA_NUMBERS = (
    ("home", 5), ("work", 5), ("summer house", 1), ("mother’s", 1), ("workshop", 2),
)  # fmt: skip
EXTRA_ADDRESSES = (
    ("Delivery", "delivery"), ("Summer house", "home"), ("Invoices", "billing"),
    ("Workshop", "delivery"), ("Parents", "home"),
)  # fmt: skip
NOTES = (
    "Prefers calls after four.",
    "Ring twice: the bell is at the back of the house.",
    "Asks for a paper invoice.",
    "Met at the autumn fair. Wants two samples of oak.",
    "Collects from the shop, never delivered.",
    "Speaks slowly on the phone; give time.",
    "Vegetarian: mind this at the open day.",
    "Sends photographs of everything. Keep them.",
    "Moved last spring; old address still on some parcels.",
    "Deliveries only on Thursdays.\nThe gate is 2.1 m wide.",
    "Has a dog that likes couriers a little too much.",
    "Recommended us to three neighbours.",
    "Writes in the evening and reads in the morning.",
    "Waiting for the planning permission.",
)
TARGETS = (
    "Kitchen table for eight, before the summer.",
    "Looking for shelves for a narrow hall.",
    "Comparing three offers; decides by price of delivery.",
    "Furnishes a guest house, room by room.",
)
PROJECTS = (
    "Reading room", "Garden pavilion", "Shop fittings", "School library", "Guest house",
    "Boathouse", "Waiting room", "Market stalls", "Museum benches", "Orangery", "Tea house",
    "Workshop move", "Music school", "Stair and gallery", "Canteen", "Roof terrace",
)  # fmt: skip
STAGES = ("planned", "planned", "active", "active", "active", "paused", "done", "done")
CALL_NOTES = (
    "Asked when the delivery comes.",
    "Wants the invoice again, by e-mail.",
    "Two chairs wobble. Repair agreed.",
    "Colour sample 14, not 12.",
    "Will ring again after the holidays.",
    "Confirmed the date of the visit.",
    "Asked for a price for four more.",
    "New number from next month.",
    "Nothing wanted; thanked for the card.",
)
