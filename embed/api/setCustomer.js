// Who is looking: segments, for rules that are not for everyone; a group, whose prices count; what was bought before.

const lines = (list) => [list ?? []].flat().join("\n");

/** Of a script, `segments` is a list; of the script tag's attributes, a text with commas. */
export default (customer) => {
  const { segments, group, bought } = customer ?? {};
  const all = typeof segments === "string" ? segments.split(",") : segments;
  const told = ["segments\n" + lines(all), "group\n" + (group ?? ""), "bought\n" + lines(bought)].join("\0");
  return (glue) => glue.tell(told);
};
