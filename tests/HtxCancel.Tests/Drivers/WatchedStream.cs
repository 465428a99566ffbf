namespace HtxCancel.Tests.Drivers;

/// <summary>A stream that keeps how much it was asked for at each read, and gives at most so much at a time.</summary>
internal sealed class WatchedStream(byte[] content, int atOnce = int.MaxValue) : MemoryStream(content)
{
    public List<int> AskedFor { get; } = [];

    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        AskedFor.Add(buffer.Length);
        return base.ReadAsync(buffer.Length > atOnce ? buffer[..atOnce] : buffer, cancellationToken);
    }
}
