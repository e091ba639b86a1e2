// Keeps one core busy until it is killed, or its parent is gone.
process.on('disconnect', () => process.exit());

function spin() {
  const endMs = performance.now() + 100;
  while (performance.now() < endMs);
  setImmediate(spin);
}

spin();
