# Fivebar on one machine: the bundle that `wrangler deploy --dry-run` makes, on the Workers runtime itself.
# `npm start` sets the address and the folder; test/system/operate/config.test.ts holds this file to wrangler.toml.
using Workerd = import "/workerd/workerd.capnp";

const config :Workerd.Config = (
  services = [
    (name = "fivebar", worker = .fivebar),
    (name = "data", disk = (path = ".data/objects", writable = true)),
    # Fivebar calls nobody,
    (name = "internet", network = (allow = [])),
    # but for the public keys of Cloudflare Access, where it is the staff's sign-in: src/staff/auth/cloudflare_access.ts alone goes this way, and
    # src/worker.ts does not hand it to the visitors' part (test/system/privacy/imports.test.ts).
    (name = "access-keys", network = (allow = ["public"], tlsOptions = (trustBrowserCas = true))),
    # and for the organisation's identity provider (OIDC_ISSUER), which may be in the office's own network: src/staff/auth/openid_fetch.ts alone goes this
    # way, to the issuer's host and to those that the issuer's own description names. The visitors' part does not get it either.
    (name = "identity-provider", network = (allow = ["public", "private"], tlsOptions = (trustBrowserCas = true))),
  ],
  sockets = [
    # X-Forwarded-Proto is read in src/visitor/address.ts: the runtime would write whatever it says in front of the address.
    (name = "http", address = "127.0.0.1:8787", http = (), service = "fivebar"),
    # For the stop: answers when no counts are left in memory. Says nothing else, and is reached from this machine only.
    (name = "drain", address = "127.0.0.1:0", http = (), service = (name = "fivebar", entrypoint = "Drain")),
  ],
);

const fivebar :Workerd.Worker = (
  modules = [(name = "worker.js", esModule = embed "dist/worker.js")],
  compatibilityDate = "2026-10-01",
  durableObjectNamespaces = [
    (className = "Registry", uniqueKey = "fivebar-registry", enableSql = true),
    (className = "Shard", uniqueKey = "fivebar-shard", enableSql = true),
  ],
  durableObjectStorage = (localDisk = "data"),
  bindings = [
    (name = "REGISTRY", durableObjectNamespace = "Registry"),
    (name = "SHARD", durableObjectNamespace = "Shard"),
    (name = "ACCESS_KEYS", service = "access-keys"),
    (name = "IDENTITY_PROVIDER", service = "identity-provider"),
    (name = "PLATFORM", text = "one-machine"),
    (name = "ADMIN_KEY", fromEnvironment = "ADMIN_KEY"),
    (name = "SESSION_SECRET", fromEnvironment = "SESSION_SECRET"),
    (name = "MOVE_KEY", fromEnvironment = "MOVE_KEY"),
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
    (name = "CODE_IN", fromEnvironment = "CODE_IN"),
    (name = "PASS_PARAMS", fromEnvironment = "PASS_PARAMS"),
    (name = "FALLBACK_URL", fromEnvironment = "FALLBACK_URL"),
    (name = "ALLOWED_HOSTS", fromEnvironment = "ALLOWED_HOSTS"),
    (name = "JURISDICTION", fromEnvironment = "JURISDICTION"),
    (name = "RETENTION_MONTHS", fromEnvironment = "RETENTION_MONTHS"),
    (name = "ACCESS_TEAM_DOMAIN", fromEnvironment = "ACCESS_TEAM_DOMAIN"),
    (name = "ACCESS_AUD", fromEnvironment = "ACCESS_AUD"),
    (name = "OPERATOR", fromEnvironment = "OPERATOR"),
    (name = "PRIVACY_URL", fromEnvironment = "PRIVACY_URL"),
    (name = "SOURCE_URL", fromEnvironment = "SOURCE_URL"),
    (name = "LINK_ORIGIN", fromEnvironment = "LINK_ORIGIN"),
    (name = "SECURITY_CONTACT", fromEnvironment = "SECURITY_CONTACT"),
    (name = "OIDC_ISSUER", fromEnvironment = "OIDC_ISSUER"),
    (name = "OIDC_CLIENT_ID", fromEnvironment = "OIDC_CLIENT_ID"),
    (name = "OIDC_CLIENT_SECRET", fromEnvironment = "OIDC_CLIENT_SECRET"),
    (name = "OIDC_ROLE_CLAIM", fromEnvironment = "OIDC_ROLE_CLAIM"),
    (name = "STAFF_NAMES_MONTHS", fromEnvironment = "STAFF_NAMES_MONTHS"),
  ],
);
