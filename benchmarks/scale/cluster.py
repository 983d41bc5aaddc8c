"""A Ray cluster on one machine: several nodes, each with cores and an object store of its own."""

import contextlib
import os
from collections.abc import Iterator
from typing import Any

_STORE = 100_000_000  # bytes of each node's object store: little, for what is sent is little


class LocalCluster:
    """Nodes that are told apart by their processes only.

    Attributes:
        address: what to give as --address.
    """

    def __init__(self, cluster: Any, nodes: list[Any]) -> None:
        self.address: str = cluster.address
        self._cluster, self._nodes = cluster, nodes

    def kill_node(self) -> None:
        """Take a node away without a word: all its processes are killed."""
        self._cluster.remove_node(self._nodes.pop(), allow_graceful=False)


@contextlib.contextmanager
def local_cluster(nodes: int, cores: int = 1) -> Iterator[LocalCluster]:
    """Bring up a cluster, and take it down in the end.

    Args:
        nodes: besides the head, which has no core to work with.
        cores: of each.
    """
    # The killed node's processes log that they lost each other.
    os.environ.setdefault("RAY_BACKEND_LOG_LEVEL", "fatal")
    os.environ.setdefault("RAY_USAGE_STATS_ENABLED", "0")
    from ray.cluster_utils import Cluster

    head = {"num_cpus": 0, "include_dashboard": False, "object_store_memory": _STORE}
    cluster = Cluster(initialize_head=True, head_node_args=head)
    try:
        added = [cluster.add_node(num_cpus=cores, object_store_memory=_STORE) for _ in range(nodes)]
        cluster.wait_for_nodes()
        yield LocalCluster(cluster, added)
    finally:
        cluster.shutdown()
