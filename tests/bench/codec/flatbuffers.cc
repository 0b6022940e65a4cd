/* SPDX-License-Identifier: MIT */
/* FlatBuffers in C++: a builder that is used again; decoding is verifying, and looking at every
 * field, as nothing is copied. */
#include "tests/bench/codec/measure.h"

#include "shapes_generated.h"

static flatbuffers::FlatBufferBuilder out(16384);
static uint32_t samples[CODEC_SAMPLES];
static uint8_t digest[CODEC_DIGEST];
static volatile uint64_t sum;

static bool encode_small()
{
	out.Clear();
	out.Finish(shapes::CreateSmall(out, CODEC_KIND, CODEC_ID, true));
	return true;
}

static bool encode_mixed()
{
	out.Clear();
	auto name = out.CreateString(CODEC_NAME);
	auto list = out.CreateVector(samples, CODEC_SAMPLES);
	auto bytes = out.CreateVector(digest, CODEC_DIGEST);
	out.Finish(shapes::CreateMixed(
		out, CODEC_ID, name, CODEC_SIGNED, CODEC_WEIGHT, true, list, bytes));
	return true;
}

static bool encode_many()
{
	flatbuffers::Offset<shapes::Point> points[CODEC_POINTS];

	out.Clear();
	for (uint32_t i = 0; i < CODEC_POINTS; i++)
		points[i] = shapes::CreatePoint(
			out, CODEC_ID + i, out.CreateString(CODEC_POINT_NAME), CODEC_WEIGHT);
	out.Finish(shapes::CreateMany(out, out.CreateVector(points, CODEC_POINTS)));
	return true;
}

template <typename T> static const T *verified()
{
	flatbuffers::Verifier verifier(out.GetBufferPointer(), out.GetSize());

	return verifier.VerifyBuffer<T>(nullptr) ? flatbuffers::GetRoot<T>(out.GetBufferPointer())
						 : nullptr;
}

static bool decode_small()
{
	auto msg = verified<shapes::Small>();

	if (!msg)
		return false;
	sum = msg->kind() + msg->id() + msg->live();
	return true;
}

static bool decode_mixed()
{
	auto msg = verified<shapes::Mixed>();
	uint64_t all;

	if (!msg)
		return false;
	all = msg->id() + msg->name()->size() + (uint64_t)msg->kind() + (msg->weight() > 0) +
	      msg->live() + msg->digest()->size();
	for (uint32_t n : *msg->samples())
		all += n;
	sum = all;
	return true;
}

static bool decode_many()
{
	auto msg = verified<shapes::Many>();
	uint64_t all = 0;

	if (!msg)
		return false;
	for (auto point : *msg->points())
		all += point->id() + point->name()->size() + (point->weight() > 0);
	sum = all;
	return true;
}

int main(int argc, char **argv)
{
	static const struct codec codec = {
		{ encode_small, encode_mixed, encode_many },
		{ decode_small, decode_mixed, decode_many },
	};

	for (uint32_t i = 0; i < CODEC_SAMPLES; i++)
		samples[i] = codec_sample(i);
	return codec_main(&codec, argc, argv);
}
