import type { Level, RequirementRow } from '../schema/requirement.ts';

const LEVELS: Readonly<Record<Level, string>> = {
  declared: 'A keyword of the contract says so. A failure makes the target nonconformant.',
  implied: 'OpenAPI 3.1 or an RFC says so. A failure makes the target nonconformant.',
  tentative:
    'Only the prose of the contract says so. A failure is a warning, unless `STRICT=1` asks for more.',
};

/** The catalogue as text for a terminal: one requirement a paragraph, in the order of reports. */
export function catalogueText(rows: readonly RequirementRow[]): string {
  const paragraphs = rows.map(({ id, level, statement, source, condition }) =>
    [
      `${id} (${level})`,
      `  ${statement}`,
      ...(condition === undefined ? [] : [`  Applies when this occurs: ${condition}.`]),
      `  ${source.ref}`,
    ].join('\n'),
  );
  return `${paragraphs.join('\n\n')}\n`;
}

/** The catalogue as the page `docs/requirements.md`, as Prettier would lay it out. */
export function catalogueMarkdown(rows: readonly RequirementRow[]): string {
  const chapters = Object.entries(LEVELS).map(([level, meaning]) => {
    const items = rows.filter((row) => row.level === level).map(markdownItem);
    const title = `${level.charAt(0).toUpperCase()}${level.slice(1)}`;
    return `## ${title}\n\n${meaning}\n\n${items.join('\n')}`;
  });
  const head = [
    '# Requirements',
    'What answers are judged by. Written by `npm run requirements -- --markdown --output docs/requirements.md`; a self test checks that it is current.',
  ];
  return `${[...head, ...chapters].join('\n\n')}\n`;
}

function markdownItem({ id, statement, source, condition }: RequirementRow): string {
  const when = condition === undefined ? '' : ` Applies when this occurs: ${condition}.`;
  return `- **${id}**: ${statement}${when} Source: \`${source.ref}\`.`;
}
