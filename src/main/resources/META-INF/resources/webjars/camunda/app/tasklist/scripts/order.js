// Tasklist puts the newest task on top where its address does not say another order. Here what is due first stands first, then what is
// oldest; whoever chooses an order has it in the address, and keeps it. Runs before Tasklist reads its address.
const ORDER = [
  { sortBy: "dueDate", sortOrder: "asc" },
  { sortBy: "created", sortOrder: "asc" },
];

function order() {
  const [path, query] = location.hash.slice(1).split("?");
  if (path !== "" && path !== "/") return;
  const search = new URLSearchParams(query);
  if (search.get("sorting")) return;
  search.set("sorting", JSON.stringify(ORDER));
  history.replaceState(history.state, "", "#/?" + search);
}

order();
// Before Tasklist hears of it, which listens later.
window.addEventListener("popstate", order);
