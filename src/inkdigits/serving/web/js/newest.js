/**
 * Work of which one piece is done at a time, and only the newest of those that wait.
 * @template T
 * @param {(input: T) => Promise<void>} work
 * @returns {(input: T) => void}
 */
export function newestWins(work) {
  let busy = false;
  let waiting = null;
  return async function take(input) {
    waiting = { input };
    if (busy) return;
    busy = true;
    try {
      while (waiting) {
        const next = waiting.input;
        waiting = null;
        await work(next);
      }
    } finally {
      busy = false;
    }
  };
}
