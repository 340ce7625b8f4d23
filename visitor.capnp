# A visitor process of one machine: the visitor plane alone. It has no disk, no way to the internet, and no secret among its variables; what it counts and
# what is the staff's goes through one Unix socket to the counting process (counting.capnp). `npm start` sets its address.
using Workerd = import "/workerd/workerd.capnp";

const config :Workerd.Config = (
  # Collects what visits leave behind early and in small parts; the sizes are in megabytes. By its own rules the runtime lets it grow to some hundreds of
  # megabytes under load, and then stops for 100 to 300 ms, in which visitors wait (docs/PERFORMANCE.md).
  v8Flags = ["--max-semi-space-size=1", "--initial-old-space-size=4"],
  services = [
    (name = "visitor", worker = .visitor),
    (name = "counting", external = (address = "unix:.data/counting.sock", http = ())),
    (name = "internet", network = (allow = [])),
  ],
  sockets = [
    # All visitor processes listen on one descriptor, which the parent holds (--socket-fd).
    (name = "http", address = "127.0.0.1:8787", http = (), service = "visitor"),
    # As in fivebar.capnp and counting.capnp.
    (name = "drain", address = "127.0.0.1:0", http = (), service = (name = "visitor", entrypoint = "Drain")),
    (name = "alive", address = "127.0.0.1:0", http = (), service = (name = "visitor", entrypoint = "Drain")),
  ],
);

const visitor :Workerd.Worker = (
  modules = [(name = "worker.js", esModule = embed "dist/visitor/worker.js")],
  compatibilityDate = "2026-10-01",
  bindings = [
    (name = "COUNTING", service = "counting"),
    (name = "PLATFORM", text = "one-machine"),
    (name = "GROUP_SIZE", fromEnvironment = "GROUP_SIZE"),
    (name = "RELEASE", fromEnvironment = "RELEASE"),
    (name = "EPSILON_VISIT", fromEnvironment = "EPSILON_VISIT"),
    (name = "EPSILON_SIGNUP", fromEnvironment = "EPSILON_SIGNUP"),
    (name = "SIGNUP_PERIOD", fromEnvironment = "SIGNUP_PERIOD"),
    (name = "SIGNUP_RELEASE", fromEnvironment = "SIGNUP_RELEASE"),
    (name = "VISIT_RELEASE", fromEnvironment = "VISIT_RELEASE"),
    (name = "TIME_ZONE", fromEnvironment = "TIME_ZONE"),
    (name = "SHARDS", fromEnvironment = "SHARDS"),
    (name = "CODE_PARAM", fromEnvironment = "CODE_PARAM"),
    (name = "PASS_PARAMS", fromEnvironment = "PASS_PARAMS"),
    (name = "FALLBACK_URL", fromEnvironment = "FALLBACK_URL"),
    (name = "ALLOWED_HOSTS", fromEnvironment = "ALLOWED_HOSTS"),
    (name = "JURISDICTION", fromEnvironment = "JURISDICTION"),
    (name = "RETENTION_MONTHS", fromEnvironment = "RETENTION_MONTHS"),
    (name = "OPERATOR", fromEnvironment = "OPERATOR"),
    (name = "PRIVACY_URL", fromEnvironment = "PRIVACY_URL"),
    (name = "SOURCE_URL", fromEnvironment = "SOURCE_URL"),
    (name = "LINK_ORIGIN", fromEnvironment = "LINK_ORIGIN"),
    (name = "CODE_IN", fromEnvironment = "CODE_IN"),
  ],
);
