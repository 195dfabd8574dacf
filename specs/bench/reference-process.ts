import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

const LAUNCHER = fileURLToPath(new URL('../../fixtures/command/launch.mjs', import.meta.url));

/**
 * Starts the reference API in a process of its own, so that it does not share a thread with what is measured.
 * @throws Error when it ends before it says where it listens
 */
export async function startReference(): Promise<{ url: string; stop: () => Promise<void> }> {
  const child = spawn(process.execPath, [LAUNCHER, 'reference'], {
    env: { ...process.env, PORT: '0' },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let text = '';
  for await (const chunk of child.stdout) {
    text += String(chunk);
    const url = /BASE_URL=(\S+)/.exec(text)?.[1];
    if (url === undefined) continue;
    return {
      url,
      stop: async () => {
        child.kill('SIGTERM');
        if (child.exitCode === null) await once(child, 'exit');
      },
    };
  }
  throw new Error('The reference API ended before it said where it listens.');
}
