using Entente.Bodies;

namespace Entente.Records.Writing;

/// <summary>Loads what the rules of a command look at, and lets them judge.</summary>
public sealed class Reviews
{
    public ValueTask<(Review Review, byte[]? FactsDigest)> Of(Body body, PublishedDefinition published, Command command, Known? known, CancellationToken cancel)
    {
        return ValueTask.FromResult((Review.Nothing, (byte[]?)null));
    }
}
