/**
 * Work of which one piece is done at a time, and only the newest of those that wait.
 * A piece that fails is reported as an uncaught error, and the next one done all the same.
 * @template T
 * @param {(input: T) => Promise<void>} work
 * @returns {(input: T) => Promise<void>}
 */
export function newestWins(work) {
  let busy = false;
  let waiting = null;
  return async function take(input) {
    waiting = { input };
    if (busy) return;
    busy = true;
    while (waiting) {
      const next = waiting.input;
      waiting = null;
      await work(next).catch(reportError);
    }
    busy = false;
  };
}
