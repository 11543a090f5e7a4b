"""One model in two general simulation packages: SimPy and Ciw."""

import random
from dataclasses import dataclass


@dataclass(frozen=True)
class Model:
    """Beds, referrals a month, stays and patience in months; the first year is not counted."""

    beds: int = 3
    rate: float = 0.5
    stay_low: float = 6.0
    stay_high: float = 12.0
    patience: float = 4.0
    horizon: float = 120.0
    warm_up: float = 12.0


MODEL = Model()


def simpy_replications(count: int) -> None:
    """Simulate in SimPy, counting admissions, waits, those who give up, and bed time."""
    import simpy

    for seed in range(count):
        draw = random.Random(seed)
        environment = simpy.Environment()
        beds = simpy.Resource(environment, MODEL.beds)
        counts = {"admitted": 0.0, "left": 0.0, "wait": 0.0, "bed_time": 0.0}

        def person(environment=environment, beds=beds, counts=counts, draw=draw):  # type: ignore[no-untyped-def]
            referred = environment.now
            with beds.request() as request:
                patience = environment.timeout(draw.expovariate(1 / MODEL.patience))
                outcome = yield request | patience
                if request in outcome:
                    admitted = environment.now
                    if referred >= MODEL.warm_up:
                        counts["admitted"] += 1
                        counts["wait"] += admitted - referred
                    yield environment.timeout(draw.uniform(MODEL.stay_low, MODEL.stay_high))
                    end = min(environment.now, MODEL.horizon)
                    counts["bed_time"] += max(0.0, end - max(admitted, MODEL.warm_up))
                elif referred >= MODEL.warm_up:
                    counts["left"] += 1

        def referrals(environment=environment, draw=draw, person=person):  # type: ignore[no-untyped-def]
            while True:
                yield environment.timeout(draw.expovariate(MODEL.rate))
                environment.process(person())

        environment.process(referrals())
        environment.run(until=MODEL.horizon)


def ciw_replications(count: int) -> None:
    """Simulate in Ciw, which keeps a record of everybody."""
    import ciw

    network = ciw.create_network(
        arrival_distributions=[ciw.dists.Exponential(MODEL.rate)],
        service_distributions=[ciw.dists.Uniform(MODEL.stay_low, MODEL.stay_high)],
        reneging_time_distributions=[ciw.dists.Exponential(1 / MODEL.patience)],
        number_of_servers=[MODEL.beds],
    )
    for seed in range(count):
        ciw.seed(seed)
        simulation = ciw.Simulation(network)
        simulation.simulate_until_max_time(MODEL.horizon)
        simulation.get_all_records()
