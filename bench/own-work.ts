/**
 * How long customers wait for the shop's own work: the longest stretch of the main thread's processor time
 * between two looks. Other work on the machine does not count, which `monitorEventLoopDelay` charges to the shop.
 */

/** A look finds at least a whole turn of the loop, so what is found is rather too long than too short. */
const LOOK_EVERY_MS = 1;

/** @returns a function that ends the watch and answers the ms */
export function watchOwnWork(): () => number {
  let longest = 0;
  let before = process.threadCpuUsage();
  const look = () => {
    const { user, system } = process.threadCpuUsage(before);
    longest = Math.max(longest, (user + system) / 1000);
    before = process.threadCpuUsage();
  };
  const timer = setInterval(look, LOOK_EVERY_MS);
  return () => {
    clearInterval(timer);
    look();
    return longest;
  };
}
