import { fileURLToPath } from 'node:url';
import { loadContract, operationOf } from '../schema/contract.ts';
import { PINNED_CONTRACT } from '../schema/pinned-contract.ts';
import { requirementRows } from '../schema/preferences/catalogue.ts';
import { UPDATE_USER_PREFERENCES } from '../schema/preferences/operation-id.ts';
import { catalogueMarkdown, catalogueText } from './requirements-catalogue.ts';

const chosen = process.env.CONTRACT?.trim() ?? '';
const contract = await loadContract(chosen === '' ? fileURLToPath(PINNED_CONTRACT) : chosen);
const rows = requirementRows(contract, operationOf(contract, UPDATE_USER_PREFERENCES));
const render = process.argv.includes('--markdown') ? catalogueMarkdown : catalogueText;
process.stdout.write(render(rows));
