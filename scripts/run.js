// Runs one TypeScript program of this repository on the pinned Node, whatever Node the machine has.
const { spawn } = require('node:child_process');
const { join } = require('node:path');
const { node, root, withOurs } = require('./setup');

const [file, ...args] = process.argv.slice(2);
const child = spawn(node, ['--import', 'tsx', join(root, file), ...args], {
  stdio: 'inherit',
  env: withOurs(process.env),
});
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => child.kill(signal));
child.on('error', (error) => {
  console.error(`${error.message}\nRun \`npm install\` first, or \`npm start\`, which does it by itself.`);
  process.exit(1);
});
child.on('exit', (code, signal) => process.exit(code ?? (signal ? 1 : 0)));
