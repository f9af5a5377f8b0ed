// What the tests need from outside, said once and before the first of them.

export default function before() {
  for (const name of ["DEMO_URL", "CHUNKED_URL", "CHROME", "KINDRED"]) {
    if (!process.env[name]) throw new Error(`expected $${name} to be set, found nothing: run cargo xtask test e2e`);
  }
  if (!process.env.LUMA_URL) {
    console.log("skipped: the tests on the Luma catalogue, because its data is not beside the checkout");
  }
}
