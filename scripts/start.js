// `npm start`: whatever Node this machine has, sets up what is missing and runs the supervisor on the pinned one.
const { spawn } = require('node:child_process');
const { join } = require('node:path');
const { generate, install, node, root, serverTools } = require('./setup');

const PARENT_CHECK_MS = 500;

try {
  install();
  serverTools();
  generate();
} catch (error) {
  console.error(error.message);
  process.exit(1);
}

// .npmrc sets a flag for jest, which nothing here needs.
const env = { ...process.env, NODE_OPTIONS: (process.env.NODE_OPTIONS ?? '').replace('--experimental-vm-modules', '') };
const supervisor = spawn(node, ['--import', 'tsx', join(root, 'scripts/supervisor.ts'), ...process.argv.slice(2)], {
  stdio: 'inherit',
  env,
});
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => supervisor.kill('SIGTERM'));
supervisor.on('exit', (code) => process.exit(code ?? 1));

// npm that is ended does not end us: without this the system would go on with nobody to stop it.
const parent = process.ppid;
setInterval(() => {
  if (process.ppid !== parent) supervisor.kill('SIGTERM');
}, PARENT_CHECK_MS).unref();
