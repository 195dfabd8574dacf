import { writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import type { Command } from '../../schema/command.ts';
import { tableOf, type Section } from './figures.ts';
import { hazardHunt } from './hazard-hunt.ts';
import { loading } from './loading.ts';
import { peers } from './peers.ts';
import { roundTrips } from './round-trips.ts';
import { waiting } from './waiting.ts';

const SECTIONS: Readonly<Record<string, () => Promise<Section>>> = {
  waiting,
  'round-trips': roundTrips,
  hazards: hazardHunt,
  loading,
  peers,
};

/** `npm run bench`. */
export const command: Command = {
  name: 'bench',
  summary: 'Measures the suite, and prints tables.',
  positionals: [
    {
      name: 'SECTION...',
      meaning: `Sections to measure: ${Object.keys(SECTIONS).join(', ')}; all by default`,
    },
  ],
  options: {
    json: { type: 'string', value: 'FILE', meaning: 'Writes the figures to a file as well' },
  },
  settings: [],
  exitCodes: { 0: 'measured', 2: 'there is no such section, or a measurement broke off' },
  run: async (args) => {
    const { values, positionals } = parseArgs({
      args: [...args],
      options: { json: { type: 'string' } },
      allowPositionals: true,
    });
    const unknown = positionals.filter((name) => !Object.hasOwn(SECTIONS, name));
    if (unknown.length > 0) {
      const errorOutput = `There is no section ${unknown.join(', ')}: give ${Object.keys(SECTIONS).join(', ')}.\n`;
      return { exitCode: 2, errorOutput };
    }
    const done = await measure(positionals);
    if (values.json !== undefined) writeFileSync(values.json, `${JSON.stringify(done, null, 2)}\n`);
    return { exitCode: 0 };
  },
};

/** Measures sections, all where none is named, and prints each one's tables when it is done. */
async function measure(names: readonly string[]): Promise<readonly Section[]> {
  const done: Section[] = [];
  for (const [name, measureSection] of Object.entries(SECTIONS)) {
    if (names.length > 0 && !names.includes(name)) continue;
    const section = await measureSection();
    done.push(section);
    const tables = Object.entries(section.tables ?? {}).map(
      ([title, rows]) => `### ${title}\n\n${rows}`,
    );
    process.stdout.write(`${[tableOf(section), ...tables].join('\n\n')}\n\n`);
  }
  return done;
}
