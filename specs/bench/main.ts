import { writeFileSync } from 'node:fs';
import { tableOf, type Section } from './figures.ts';
import { memory } from './memory.ts';
import { hazardHunt } from './hazard-hunt.ts';
import { peers } from './peers.ts';
import { roundTrips } from './round-trips.ts';
import { waiting } from './waiting.ts';

const SECTIONS: Readonly<Record<string, () => Promise<Section>>> = {
  waiting,
  'round-trips': roundTrips,
  memory,
  hazards: hazardHunt,
  peers,
};

const HELP = `Measures the suite, and prints tables.

Usage: npm run bench -- [--json FILE] [SECTION...]

Sections, all by default: ${Object.keys(SECTIONS).join(', ')}
`;

/** `npm run bench -- [SECTION...] [--json FILE]`: measures sections, all by default, and prints tables. */
async function main(argv: readonly string[]): Promise<void> {
  if (argv.includes('--help') || argv.includes('-h')) {
    process.stdout.write(HELP);
    return;
  }
  const at = argv.indexOf('--json');
  const file = at === -1 ? null : (argv[at + 1] ?? null);
  const names = argv.filter((_, index) => at === -1 || (index !== at && index !== at + 1));
  const unknown = names.filter((name) => !Object.hasOwn(SECTIONS, name));
  if (unknown.length > 0) {
    process.stderr.write(`There is no section ${unknown.join(', ')}.\n\n${HELP}`);
    process.exitCode = 2;
    return;
  }
  const done: Section[] = [];
  for (const [name, measure] of Object.entries(SECTIONS)) {
    if (names.length > 0 && !names.includes(name)) continue;
    const section = await measure();
    done.push(section);
    const tables = Object.entries(section.tables ?? {}).map(
      ([title, rows]) => `### ${title}\n\n${rows}`,
    );
    process.stdout.write(`${[tableOf(section), ...tables].join('\n\n')}\n\n`);
  }
  if (file !== null) writeFileSync(file, `${JSON.stringify(done, null, 2)}\n`);
}

await main(process.argv.slice(2));
