// One world at a time: the identity endpoint stands in the environment, which is the process's.
[assembly: CollectionBehavior(DisableTestParallelization = true)]
