// Prints src/wire.ts: the types of the JSON contract with the server.
import { readFileSync } from 'node:fs';
import { compile } from 'json-schema-to-typescript';

const schema = JSON.parse(
  readFileSync(new URL('../../src/jupyterlab_promote/wire.schema.json', import.meta.url), 'utf8')
);
const text = await compile(schema, 'Wire', {
  additionalProperties: false,
  bannerComment: '// Made from wire.schema.json by `npm run wire`; edit the schema instead.',
  format: true,
  style: { singleQuote: true, printWidth: 88 },
  unreachableDefinitions: true
});
process.stdout.write(text);
