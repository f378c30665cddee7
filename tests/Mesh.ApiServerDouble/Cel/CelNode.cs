namespace Mesh.ApiServerDouble.Cel;

/// <summary>A node of a rule's tree.</summary>
internal abstract record CelNode
{
    public abstract object? Evaluate(CelScope scope);

    internal sealed record Literal(object? Value) : CelNode
    {
        public override object? Evaluate(CelScope scope) => Value;
    }

    internal sealed record Name(string Text) : CelNode
    {
        public override object? Evaluate(CelScope scope)
        {
            scope.Cost.Add(1);
            return scope.Find(Text);
        }
    }

    internal sealed record Member(CelNode Target, string Field) : CelNode
    {
        public override object? Evaluate(CelScope scope)
        {
            object? target = Target.Evaluate(scope);
            return target switch
            {
                Dictionary<object, object?> map when map.TryGetValue(Field, out object? value) => value,
                CelVariables variables => variables.Find(Field),
                CelOptional => CelOptional.Find(target, Field),
                _ => throw new CelException($"no such key: {Field}"),
            };
        }
    }

    /// <summary><c>a[?k]</c> and <c>a.?k</c>: an optional value.</summary>
    internal sealed record Perhaps(CelNode Target, CelNode Key) : CelNode
    {
        public override object? Evaluate(CelScope scope)
        {
            scope.Cost.Add(1);
            return CelOptional.Find(Target.Evaluate(scope), Key.Evaluate(scope));
        }
    }

    /// <summary>The macro <c>has(a.b)</c>.</summary>
    internal sealed record Has(CelNode Target, string Field) : CelNode
    {
        public override object? Evaluate(CelScope scope) =>
            Target.Evaluate(scope) is Dictionary<object, object?> map && map.ContainsKey(Field);
    }

    internal sealed record Index(CelNode Target, CelNode Key) : CelNode
    {
        public override object? Evaluate(CelScope scope) => (Target.Evaluate(scope), Key.Evaluate(scope)) switch
        {
            (List<object?> list, long at) when at >= 0 && at < list.Count => list[(int)at],
            (Dictionary<object, object?> map, { } key) when map.TryGetValue(key, out object? value) => value,
            (_, { } key) => throw new CelException($"no such key: {key}"),
            _ => throw new CelException("no such overload"),
        };
    }

    internal sealed record Choice(CelNode Test, CelNode Yes, CelNode No) : CelNode
    {
        public override object? Evaluate(CelScope scope) =>
            CelValues.Truth(Test.Evaluate(scope)) ? Yes.Evaluate(scope) : No.Evaluate(scope);
    }

    internal sealed record Unary(string Operator, CelNode Operand) : CelNode
    {
        public override object? Evaluate(CelScope scope) => (Operator, Operand.Evaluate(scope)) switch
        {
            ("!", bool flag) => !flag,
            ("-", long number) => -number,
            ("-", double number) => -number,
            _ => throw new CelException("no such overload"),
        };
    }

    internal sealed record Binary(string Operator, CelNode Left, CelNode Right) : CelNode
    {
        public override object? Evaluate(CelScope scope)
        {
            if (Operator is "&&" or "||")
            {
                return Logic(scope);
            }

            object? left = Left.Evaluate(scope);
            object? right = Right.Evaluate(scope);
            scope.Cost.Add(Operator == "in" ? 1 + CelValues.Size(right) : 1 + (Math.Min(CelValues.Size(left), CelValues.Size(right)) / 10));
            return Operator switch
            {
                "==" => CelValues.Same(left, right),
                "!=" => !CelValues.Same(left, right),
                "<" => CelValues.Compare(left, right) < 0,
                "<=" => CelValues.Compare(left, right) <= 0,
                ">" => CelValues.Compare(left, right) > 0,
                ">=" => CelValues.Compare(left, right) >= 0,
                "in" => CelValues.Contains(right, left),
                _ => Arithmetic(left, right),
            };
        }

        /// <summary>An error on one side does not count when the other side decides.</summary>
        private bool Logic(CelScope scope)
        {
            bool decisive = Operator == "||";
            CelException? error = null;
            try
            {
                if (CelValues.Truth(Left.Evaluate(scope)) == decisive)
                {
                    return decisive;
                }
            }
            catch (CelException exception)
            {
                error = exception;
            }

            return CelValues.Truth(Right.Evaluate(scope)) == decisive ? decisive : error is null ? !decisive : throw error;
        }

        private object Arithmetic(object? left, object? right) => (Operator, left, right) switch
        {
            ("+", long a, long b) => a + b,
            ("-", long a, long b) => a - b,
            ("*", long a, long b) => a * b,
            ("/", long a, long b) => b != 0 ? a / b : throw new CelException("division by zero"),
            ("%", long a, long b) => b != 0 ? a % b : throw new CelException("modulus by zero"),
            ("+", double a, double b) => a + b,
            ("-", double a, double b) => a - b,
            ("*", double a, double b) => a * b,
            ("/", double a, double b) => a / b,
            ("+", string a, string b) => a + b,
            ("+", TimeSpan a, TimeSpan b) => a + b,
            ("-", TimeSpan a, TimeSpan b) => a - b,
            ("+", List<object?> a, List<object?> b) => a.Concat(b).ToList(),
            _ => throw new CelException("no such overload"),
        };
    }

    internal sealed record ListOf(IReadOnlyList<CelNode> Items) : CelNode
    {
        public override object? Evaluate(CelScope scope)
        {
            scope.Cost.Add(10);
            return Items.Select(item => item.Evaluate(scope)).ToList();
        }
    }

    internal sealed record MapOf(IReadOnlyList<(CelNode Key, CelNode Value)> Items) : CelNode
    {
        public override object? Evaluate(CelScope scope)
        {
            scope.Cost.Add(30);
            return Items.ToDictionary(item => item.Key.Evaluate(scope)!, item => item.Value.Evaluate(scope));
        }
    }

    internal sealed record Macro(string Function, CelNode Target, string Variable, CelNode Body) : CelNode
    {
        public override object? Evaluate(CelScope scope)
        {
            IEnumerable<object?> elements = CelValues.Elements(Target.Evaluate(scope));
            return Function switch
            {
                "all" => elements.All(Holds),
                "exists" => elements.Any(Holds),
                "exists_one" => elements.Count(Holds) == 1,
                "filter" => elements.Where(Kept).ToList(),
                _ => elements.Select(Mapped).ToList(),
            };

            bool Holds(object? element)
            {
                scope.Cost.Add(CelCost.Iteration);
                return CelValues.Truth(Body.Evaluate(new(Variable, element, scope)));
            }

            bool Kept(object? element)
            {
                bool kept = CelValues.Truth(Body.Evaluate(new(Variable, element, scope)));
                scope.Cost.Add(kept ? CelCost.Append + 1 : 1);
                return kept;
            }

            object? Mapped(object? element)
            {
                scope.Cost.Add(CelCost.Append);
                return Body.Evaluate(new(Variable, element, scope));
            }
        }
    }

    internal sealed record Call(string Function, CelNode? Target, IReadOnlyList<CelNode> Arguments) : CelNode
    {
        public override object? Evaluate(CelScope scope)
        {
            List<object?> values = [
                .. (Target is null ? Arguments : Arguments.Prepend(Target)).Select(argument => argument.Evaluate(scope))];
            scope.Cost.Add(Function == "check" ? CelCost.Check : 1 + (values.Sum(CelValues.Size) / 10));
            return CelFunctions.Invoke(Function, values);
        }
    }
}
