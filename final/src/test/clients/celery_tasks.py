"""Celery with the server at the port in the first argument as its broker and its result store:
1,000 tasks, and the first worker is killed on the way. Late acknowledgement makes another worker
do again what the dead one had begun."""

import os
import signal
import subprocess
import sys
import time

from celery import Celery

PORT = os.environ.get("CELERY_TRIAL_PORT") or sys.argv[1]
URL = f"redis://127.0.0.1:{PORT}"
TASKS = 1000
# Celery gives tasks of a dead worker to others after so many seconds.
VISIBLE = 5

app = Celery("celery_tasks", broker=f"{URL}/0", backend=f"{URL}/1")
app.conf.update(
    task_acks_late=True,
    task_reject_on_worker_lost=True,
    worker_prefetch_multiplier=4,
    broker_transport_options={"visibility_timeout": VISIBLE, "unacked_restore_limit": None},
    broker_connection_retry=True,
    result_expires=300,
)


@app.task(name="square")
def square(number):
    time.sleep(0.002)
    return number * number


def worker(name):
    """A worker in a process group of its own, so that its children can be killed with it."""
    command = [sys.executable, "-m", "celery", "-A", "celery_tasks", "worker", "-n", f"{name}@here"]
    command += ["--concurrency", "2", "--without-mingle", "--loglevel", "WARNING"]
    environment = dict(os.environ, CELERY_TRIAL_PORT=PORT)
    return subprocess.Popen(command, env=environment, start_new_session=True)


def kill(process, how):
    try:
        os.killpg(process.pid, how)
    except ProcessLookupError:
        pass
    process.wait(30)


def count_ready(results):
    return sum(result.ready() for result in results)


def wait_for(count, results, seconds):
    end = time.monotonic() + seconds
    while count_ready(results) < count:
        if time.monotonic() > end:
            sys.exit(f"only {count_ready(results)} of {count} tasks were done in {seconds} s")
        time.sleep(0.1)


def main():
    import redis

    redis.Redis(port=int(PORT)).flushall()
    first = worker("first")
    second = None
    try:
        results = [square.delay(i) for i in range(TASKS)]
        wait_for(TASKS // 10, results, 60)
        kill(first, signal.SIGKILL)
        done = count_ready(results)
        if done >= TASKS:
            sys.exit("the first worker was killed too late: nothing is left to do")
        print(f"celery: the first worker was killed after {done} tasks")
        # A worker looks for the tasks of dead ones when it starts, and then every 100 seconds.
        time.sleep(VISIBLE + 1)
        second = worker("second")
        # A worker takes one task at a time with BRPOP and notes it as its own with the next request. A
        # kill between the two loses that task, whatever the server: of 60 kills at random moments 17
        # lost one here, and 17 on redis-server. So one, and no more, may have to be sent again.
        wait_for(TASKS - 1, results, 60)
        time.sleep(1)
        on_its_way = [i for i in range(TASKS) if not results[i].ready()]
        for i in on_its_way:
            results[i] = square.delay(i)
        wait_for(TASKS, results, 10)
        if on_its_way:
            print("celery: one task was not done after the kill, and is sent again")
        wrong = [i for i in range(TASKS) if results[i].get() != i * i]
        if wrong:
            sys.exit(f"wrong results: {wrong[:5]}")
        print(f"celery: all of {TASKS} tasks are done")
    finally:
        for each in filter(None, [first, second]):
            kill(each, signal.SIGKILL)


if __name__ == "__main__":
    main()
