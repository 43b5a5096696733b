export function Screen() {
  return <main>Sign in</main>;
}
