"""RQ with the server at the port in the first argument: 300 jobs, and the first worker is killed on
the way. The job that died with it is neither done nor in line, and is put in line again."""

import os
import signal
import subprocess
import sys
import time

from redis import Redis
from rq import Queue

PORT = int(sys.argv[1]) if __name__ == "__main__" else 0
JOBS = 300


def square(number):
    return number * number


def worker(name):
    """A worker in a process group of its own, so that its children can be killed with it."""
    url = f"redis://127.0.0.1:{PORT}/0"
    command = ["/usr/bin/rq", "worker", "--url", url, "--name", name, "--quiet", "trial"]
    return subprocess.Popen(command, start_new_session=True)


def kill(process):
    try:
        os.killpg(process.pid, signal.SIGKILL)
    except ProcessLookupError:
        pass
    process.wait(30)


def wait_for(count, queue, seconds):
    end = time.monotonic() + seconds
    while queue.finished_job_registry.count < count:
        if time.monotonic() > end:
            done = queue.finished_job_registry.count
            sys.exit(f"only {done} of {count} jobs were done in {seconds} s")
        time.sleep(0.05)


def main():
    connection = Redis(port=PORT)
    connection.flushall()
    queue = Queue("trial", connection=connection)
    workers = [worker("first")]
    try:
        import rq_jobs

        jobs = [queue.enqueue(rq_jobs.square, i, result_ttl=300) for i in range(JOBS)]
        wait_for(JOBS // 10, queue, 40)
        kill(workers[0])
        done = queue.finished_job_registry.count
        if done >= JOBS:
            sys.exit("the first worker was killed too late: nothing is left to do")
        print(f"rq: the first worker was killed after {done} jobs")
        waiting = set(queue.job_ids)
        for job in jobs:
            if job.id not in waiting and not job.is_finished:
                queue.enqueue_job(job)
        workers.append(worker("second"))
        wait_for(JOBS, queue, 60)
        wrong = [i for i in range(JOBS) if jobs[i].return_value() != i * i]
        if wrong:
            sys.exit(f"wrong results: {wrong[:5]}")
        print(f"rq: all of {JOBS} jobs are done")
    finally:
        for each in workers:
            kill(each)


if __name__ == "__main__":
    main()
