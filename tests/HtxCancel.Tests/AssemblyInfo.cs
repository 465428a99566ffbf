// Fake time is driven from a thread that must not wait for a core.
[assembly: CollectionBehavior(DisableTestParallelization = true)]
