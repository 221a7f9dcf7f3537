using System.Net;

namespace Entente.Client.Api;

/// <summary>What is sent, read anew at each try, telling how much has gone.</summary>
internal sealed class SentFile(Func<Stream> open, IProgress<long>? progress) : HttpContent
{
    private const int Block = 1 << 16;

    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) => SerializeToStreamAsync(stream, context, CancellationToken.None);

    protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context, CancellationToken cancellationToken)
    {
        await using var from = open();
        var block = new byte[Block];
        for (long sent = 0; await from.ReadAsync(block, cancellationToken) is > 0 and var read;)
        {
            await stream.WriteAsync(block.AsMemory(0, read), cancellationToken);
            progress?.Report(sent += read);
        }
    }

    protected override bool TryComputeLength(out long length)
    {
        using var from = open();
        length = from.CanSeek ? from.Length : 0;
        return from.CanSeek;
    }
}
