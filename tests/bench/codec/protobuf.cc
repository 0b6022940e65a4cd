/* SPDX-License-Identifier: MIT */
/* protobuf in C++: into a buffer, and from it into a message that is used again. */
#include "tests/bench/codec/measure.h"

#include "shapes.pb.h"

static char buffer[16384];
static size_t len;

template <typename M> struct shape {
	static M message, back;

	static bool encode()
	{
		len = message.ByteSizeLong();
		return message.SerializeToArray(buffer, (int)sizeof(buffer));
	}

	static bool decode()
	{
		return back.ParseFromArray(buffer, (int)len);
	}
};
template <typename M> M shape<M>::message;
template <typename M> M shape<M>::back;

typedef shape<shapes::Small> small;
typedef shape<shapes::Mixed> mixed;
typedef shape<shapes::Many> many;

static void fill()
{
	small::message.set_kind(CODEC_KIND);
	small::message.set_id(CODEC_ID);
	small::message.set_live(true);
	mixed::message.set_id(CODEC_ID);
	mixed::message.set_name(CODEC_NAME);
	mixed::message.set_kind(CODEC_SIGNED);
	mixed::message.set_weight(CODEC_WEIGHT);
	mixed::message.set_live(true);
	for (uint32_t i = 0; i < CODEC_SAMPLES; i++)
		mixed::message.add_samples(codec_sample(i));
	mixed::message.set_digest(std::string(CODEC_DIGEST, '\0'));
	for (uint32_t i = 0; i < CODEC_POINTS; i++) {
		shapes::Point *point = many::message.add_points();

		point->set_id(CODEC_ID + i);
		point->set_name(CODEC_POINT_NAME);
		point->set_weight(CODEC_WEIGHT);
	}
}

int main(int argc, char **argv)
{
	static const struct codec codec = {
		{ small::encode, mixed::encode, many::encode },
		{ small::decode, mixed::decode, many::decode },
	};

	fill();
	return codec_main(&codec, argc, argv);
}
