# The counting process of one machine: the objects with their data, and the staff's part. It faces no stranger: visitor processes (visitor.capnp) reach it
# through a Unix socket in DATA_DIR that their owner alone can open. `npm start` sets its address, and the folder.
using Workerd = import "/workerd/workerd.capnp";
using OneProcess = import "fivebar.capnp";

const config :Workerd.Config = (
  services = [
    # As in fivebar.capnp.
    (name = "fivebar", worker = OneProcess.fivebar),
    (name = "data", disk = (path = ".data/objects", writable = true)),
    (name = "internet", network = (allow = [])),
    (name = "access-keys", network = (allow = ["public"], tlsOptions = (trustBrowserCas = true))),
    (name = "identity-provider", network = (allow = ["public", "private"], tlsOptions = (trustBrowserCas = true))),
  ],
  sockets = [
    (name = "counting", address = "unix:.data/counting.sock", http = (), service = (name = "fivebar", entrypoint = "CountingProcess")),
    (name = "drain", address = "127.0.0.1:0", http = (), service = (name = "fivebar", entrypoint = "Drain")),
    # Listens until the process is told to end, by whomever.
    (name = "alive", address = "127.0.0.1:0", http = (), service = (name = "fivebar", entrypoint = "Drain")),
  ],
);
