import { readdirSync, readFileSync } from 'node:fs';

/** A process and all that it started, as Linux tells of them. */
export function processTree(root: number): readonly number[] {
  const children = new Map<number, number[]>();
  for (const name of readdirSync('/proc').filter((each) => /^\d+$/.test(each))) {
    const parent = parentOf(Number(name));
    if (parent !== null) children.set(parent, [...(children.get(parent) ?? []), Number(name)]);
  }
  const below = (pid: number): number[] => [pid, ...(children.get(pid) ?? []).flatMap(below)];
  return below(root);
}

/** The memory of processes in MiB: their proportional set size, in which what is shared counts once. */
export function memoryOf(pids: readonly number[]): number {
  return pids.reduce((sum, pid) => sum + pssOf(pid), 0) / 1024;
}

/** Seconds of processor that processes have taken by now, those of their children that have ended included (proc(5)). */
export function processorOf(pids: readonly number[]): number {
  const ticks = pids.flatMap((pid) => fieldsOf(pid).slice(11, 15)).map(Number);
  return ticks.reduce((sum, each) => sum + each, 0) / TICKS;
}

/** Ticks of the clock in a second on Linux. */
const TICKS = 100;

function parentOf(pid: number): number | null {
  const [, parent] = fieldsOf(pid);
  return parent === undefined ? null : Number(parent);
}

/** The fields of a process from its state on. */
function fieldsOf(pid: number): readonly string[] {
  const stat = read(`/proc/${pid}/stat`);
  return stat.slice(stat.lastIndexOf(')') + 2).split(' ');
}

function pssOf(pid: number): number {
  return Number(/^Pss:\s+(\d+)/m.exec(read(`/proc/${pid}/smaps_rollup`))?.[1] ?? 0);
}

/** A process may end while it is looked at. */
function read(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return '';
  }
}
