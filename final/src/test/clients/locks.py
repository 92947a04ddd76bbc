"""Locks of redis-py with the server at the port in the first argument: eight threads count to 400
one after another, and nobody lets go of a lock that is not its own."""

import sys
import threading

import redis

PORT = int(sys.argv[1])
THREADS = 8
TURNS = 50


class Counter:
    """Counts wrong where two count at a time."""

    def __init__(self):
        self.count = 0

    def work(self):
        connection = redis.Redis(port=PORT)
        for _ in range(TURNS):
            with connection.lock("lock", timeout=10, sleep=0.005):
                seen = connection.get("seen")
                self.count += 1
                connection.set("seen", int(seen or 0) + 1)


def expect(error, action):
    try:
        action()
    except error:
        return
    sys.exit(f"{error.__name__} was expected")


def main():
    connection = redis.Redis(port=PORT)
    connection.flushall()
    counter = Counter()
    threads = [threading.Thread(target=counter.work) for _ in range(THREADS)]
    for each in threads:
        each.start()
    for each in threads:
        each.join()
    seen = int(connection.get("seen"))
    if seen != THREADS * TURNS:
        sys.exit(f"counted to {seen}, not to {THREADS * TURNS}")
    lock = connection.lock("once", timeout=5)
    if not lock.acquire(blocking=False) or connection.lock("once").acquire(blocking=False):
        sys.exit("a lock must be had once")
    if not (lock.extend(10) and lock.reacquire() and lock.owned()):
        sys.exit("a lock must be kept by its owner")
    lock.release()
    expect(redis.exceptions.LockError, lock.release)
    stolen = connection.lock("stolen", timeout=5)
    stolen.acquire()
    connection.set("stolen", "another's")
    expect(redis.exceptions.LockNotOwnedError, stolen.release)
    print("locks: all is well")


if __name__ == "__main__":
    main()
