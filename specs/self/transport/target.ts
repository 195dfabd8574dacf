import { test as base } from '@playwright/test';
import { rawServer, type ResponseByBytes, type RawServer } from './raw-server.ts';

/** Starts raw servers for a test and closes them after it. */
export const test = base.extend<{
  serve: (response: ResponseByBytes) => Promise<RawServer>;
}>({
  // eslint-disable-next-line no-empty-pattern -- Playwright reads the pattern
  serve: async ({}, use) => {
    const servers: RawServer[] = [];
    await use(async (response) => {
      const server = await rawServer(response);
      servers.push(server);
      return server;
    });
    await Promise.all(servers.map((server) => server.close()));
  },
});
