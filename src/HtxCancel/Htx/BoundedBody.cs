namespace HtxCancel.Htx;

/// <summary>Reads a body that comes from outside, and no more of it than is allowed.</summary>
internal static class BoundedBody
{
    /// <summary>All of <paramref name="stream"/>; null when it holds more than <paramref name="maximumBytes"/>.</summary>
    public static async Task<ReadOnlyMemory<byte>?> ReadAsync(Stream stream, int maximumBytes, CancellationToken cancellationToken)
    {
        using var whole = new MemoryStream();
        var buffer = new byte[16 * 1024];
        int read;
        while ((read = await stream.ReadAsync(buffer, cancellationToken).ConfigureAwait(false)) > 0)
        {
            if (whole.Length + read > maximumBytes)
            {
                return null;
            }

            whole.Write(buffer, 0, read);
        }

        return whole.GetBuffer().AsMemory(0, (int)whole.Length);
    }
}
